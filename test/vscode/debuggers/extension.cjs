const vscode = require('vscode');

/** Debian's adapters by the type of session: the extensions that bring them are not to be had here. */
const adapters = {
  debugpy: ['/usr/bin/python3', ['-m', 'debugpy.adapter']],
  'lldb-dap': ['/usr/bin/lldb-dap-19', []],
};

exports.activate = (context) => {
  for (const [type, [command, args]] of Object.entries(adapters)) {
    const adapter = new vscode.DebugAdapterExecutable(command, args);
    context.subscriptions.push(
      vscode.debug.registerDebugAdapterDescriptorFactory(type, { createDebugAdapterDescriptor: () => adapter }),
    );
  }
};
