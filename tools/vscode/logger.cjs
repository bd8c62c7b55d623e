const { appendFileSync, mkdirSync } = require('node:fs');
const path = require('node:path');

/*
 * Stands in for @vscode/spdlog, through which VS Code's extension host writes its log and every log output channel:
 * the same interface, without the compiler that spdlog needs. `install.mjs` puts a copy in its place.
 */

const levels = /** @type {const} */ (['trace', 'debug', 'info', 'warn', 'error', 'critical']);

class Logger {
  /** @param {string} file */
  constructor(file) {
    this.file = file;
    this.level = 0;
    this.isFormatted = true;
    mkdirSync(path.dirname(file), { recursive: true });
  }

  /** @param {number} level an index of `levels`; one beyond it is silence */
  setLevel(level) {
    this.level = level;
  }

  /** VS Code knows only one pattern, and {@link write} follows it. */
  setPattern() {
    this.isFormatted = true;
  }

  clearFormatters() {
    this.isFormatted = false;
  }

  flush() {}

  drop() {}

  /**
   * @param {number} level
   * @param {string} message
   */
  write(level, message) {
    if (level < this.level) return;
    appendFileSync(this.file, this.isFormatted ? `${localTime()} [${levels[level]}] ${message}\n` : message);
  }

  /** @param {string} message */
  trace(message) {
    this.write(0, message);
  }

  /** @param {string} message */
  debug(message) {
    this.write(1, message);
  }

  /** @param {string} message */
  info(message) {
    this.write(2, message);
  }

  /** @param {string} message */
  warn(message) {
    this.write(3, message);
  }

  /** @param {string} message */
  error(message) {
    this.write(4, message);
  }

  /** @param {string} message */
  critical(message) {
    this.write(5, message);
  }
}

/** Now, as `2026-01-31 23:59:59.999`, in local time. */
function localTime() {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, -1).replace('T', ' ');
}

exports.setFlushOn = () => {};

/**
 * @param {string} _name
 * @param {string} file
 */
exports.createAsyncRotatingLogger = async (_name, file) => new Logger(file);
exports.createRotatingLogger = exports.createAsyncRotatingLogger;
