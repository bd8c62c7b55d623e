const vscode = require('vscode');

/** Registers Debian's debugpy as the adapter of `debugpy` sessions: the Python extension itself is not to be had here. */
exports.activate = (context) => {
  const adapter = new vscode.DebugAdapterExecutable('/usr/bin/python3', ['-m', 'debugpy.adapter']);
  context.subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory('debugpy', { createDebugAdapterDescriptor: () => adapter }),
  );
};
