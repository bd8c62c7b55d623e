/**
 * Variables that would change what the server does: those of a VS Code in whose terminal this runs (it would open the
 * folder there instead), a debugger's, and code-server's own ways to set address and password.
 */
const foreign =
  /^(VSCODE_|CODE_SERVER_|CS_DISABLE_|ELECTRON_|npm_)|^(NODE_OPTIONS|PORT|PASSWORD|HASHED_PASSWORD|LOG_LEVEL|XDG_RUNTIME_DIR)$/;

/**
 * The environment of VS Code's server, which the extension host inherits: ours, without what would disturb it, with
 * `added`, a folder of its own for temporary files, and no extension gallery, so nothing is looked up on the network.
 *
 * @param {import('./runFolder.mjs').RunFolder} folder
 * @param {NodeJS.ProcessEnv} [added]
 * @returns {NodeJS.ProcessEnv}
 */
export function serverEnvironment(folder, added = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(inherited),
    ...added,
    TMPDIR: folder.temporary,
    // code-server keeps logs of its own there, and the user's home is not ours to write to.
    XDG_DATA_HOME: folder.temporary,
    EXTENSIONS_GALLERY: '{}',
  };
}
