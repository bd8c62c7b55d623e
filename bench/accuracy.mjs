import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readOptions } from '../tools/options.mjs';
import { atProcessEnd, endWithNpm } from '../tools/processEnd.mjs';
import { installedNode } from '../tools/vscode/install.mjs';

const help = `npm run accuracy compares our figures, and those of NumPy, SciPy and PyTorch, with the truth from mpmath, on rows of many
kinds (accuracy.py makes them), and prints the worst error of each kind as a table in Markdown. It takes a minute and
fails where an error of ours is larger than promised. Python has to be there with mpmath.

  npm run accuracy -- --python PATH   another Python than /usr/bin/python3
  npm run accuracy -- --node PATH     one more Node, beside this one and that of .vscode-test if that is there
  npm run accuracy -- --help          say this`;

const legend = `The worst error of each kind of row: of the log-sum-exp in units in the last place, else relative; **none** where not one
digit is right, **NaN** where there is a figure but none is given. "Promised" is the largest share of what we promise: of the
log-sum-exp 1 unit in the last place + 1e-15, of the entropy and 1 − p_max 1e-14 relative for gaps up to 700 (in units of T), of
all else, and beyond that gap, 8 · 2^-53 · (|f| + Σ |∂f/∂d · d|) with d = (z − max) / T. Ours is the worst of every way to a figure:
inspectRow, softmax, logSoftmax, logSumExp and sweepTemperature, at this temperature alone and among others. PyTorch's
float32 has only the rows that float32 holds exactly; NumPy's is the textbook's softmax, with the maximum subtracted.`;

const names = {
  logSumExp: 'log-sum-exp',
  entropyNats: 'entropy',
  oneMinusTop: '1 − p_max',
  topProbability: 'p_max',
  probability: 'p of a class',
  loss: 'cross-entropy',
  entropySlope: 'dH/dT',
};

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

async function main() {
  endWithNpm();
  const options = readOptions({ python: { type: 'string' }, node: { type: 'string' } }, help);
  const python = options.python ?? (existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3');
  await checkPython(python);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'logits-inspector-accuracy-'));
  atProcessEnd(() => rmSync(folder, { recursive: true, force: true }));
  const truth = await jsonFrom(python, [beside('accuracy.py')]);
  const file = path.join(folder, 'truth.json');
  writeFileSync(file, JSON.stringify({ cases: truth.cases }));
  const ours = [];
  for (const node of nodes(options.node)) ours.push(await jsonFrom(node, [beside('accuracyOurs.mjs'), file]));
  for (const module of truth.missing) console.log(`${libraryNames[module]} is left out, as ${python} has none.`);
  printTable(truth, ours);
  process.exit(sayWhatIsBroken(truth.cases, ours) ? 1 : 0);
}

const libraryNames = { numpy: 'NumPy', scipy: 'SciPy', torch: 'PyTorch' };

/** Without mpmath there is nothing to compare with. */
async function checkPython(python) {
  const another = 'or name another Python with --python';
  const started = await promisify(execFile)(python, ['-c', 'import mpmath']).catch((error) => error);
  if (started.code === undefined) return;
  if (typeof started.code === 'string') {
    throw new Error(
      `"${python}" is no Python: install Python 3 with mpmath (Debian: apt install python3-mpmath), ${another}.`,
    );
  }
  throw new Error(
    `${python} has no mpmath, which the true figures come from: install it (Debian: apt install python3-mpmath), ${another}.`,
  );
}

/** This Node, that of .vscode-test where it is there, whose kernels may be another build, and a given one. */
function nodes(given) {
  return [...new Set([process.execPath, installedNode(), given].filter((node) => node !== undefined))];
}

function beside(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** What a program writes, as JSON. */
async function jsonFrom(program, parameters) {
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  const forget = atProcessEnd(() => child.kill());
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  forget();
  if (code !== 0) throw new Error(`${program} ${parameters[0]} failed.`);
  return JSON.parse(Buffer.concat(chunks).toString());
}

function printTable({ cases, libraries }, ours) {
  console.log(`${legend}\n`);
  const columns = [
    ...ours.map(({ node, errors }) => [`ours, Node ${node}`, worst(errors, ({ error }) => error)]),
    ['promised', worst(largestShares(ours), (share) => share)],
    ...Object.entries(libraries).map(([name, errors]) => [name, worst(errors, (error) => error)]),
  ];
  const line = (cells) => console.log(`| ${cells.join(' | ')} |`);
  line(['rows', 'figure', ...columns.map(([title]) => title)]);
  line(['---', '---', ...columns.map(() => '---:')]);
  for (const family of new Set(cases.map((each) => each.family))) {
    const members = cases.flatMap((each, index) => (each.family === family ? [index] : []));
    for (const [figure, name] of Object.entries(names)) {
      line([family, name, ...columns.map(([title, of]) => cell(of(members, figure), figure, title))]);
    }
  }
}

/** What answers the largest error of a figure over some cases: null for NaN, undefined where there is none. */
function worst(errors, errorOf) {
  return (members, figure) => {
    const found = members.map((index) => errors[index][figure]).filter((each) => each !== undefined);
    if (found.length === 0) return undefined;
    const sizes = found.map(errorOf);
    return sizes.includes(null) ? null : Math.max(...sizes);
  };
}

/** Of each case and figure the largest share over all Nodes. */
function largestShares(ours) {
  return ours[0].errors.map((errors, index) =>
    Object.fromEntries(
      Object.keys(errors).map((figure) => {
        const shares = ours.map((each) => each.errors[index][figure].share);
        return [figure, shares.includes(null) ? null : Math.max(...shares)];
      }),
    ),
  );
}

function cell(error, figure, title) {
  if (error === undefined) return '';
  if (error === null) return '**NaN**';
  if (title === 'promised') return `${error < 0.0005 ? '0' : (100 * error).toPrecision(2)} %`;
  if (error === 0) return '0';
  if (figure === 'logSumExp') return error < 1e4 ? String(Number(error.toPrecision(2))) : error.toExponential(1);
  return error >= 0.5 ? '**none**' : error.toExponential(1);
}

/** Prints what is worse than promised; answers whether anything is. */
function sayWhatIsBroken(cases, ours) {
  let broken = 0;
  for (const { node, errors } of ours) {
    for (const [index, figures] of errors.entries()) {
      for (const [figure, { error, share }] of Object.entries(figures)) {
        if (share !== null && share <= 1) continue;
        const { family, temperature, row } = cases[index];
        if (broken++ === 0) console.log('');
        console.log(
          `Broken on Node ${node}: ${names[figure]} of ${family} (K = ${row.count}, seed ${row.seed}, T = ${temperature}) has the error ${error}, ${share} of what is promised.`,
        );
      }
    }
  }
  if (broken === 0) console.log('\nEvery promise is kept.');
  return broken > 0;
}
