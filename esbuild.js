import { readFile } from 'node:fs/promises';
import { build, context } from 'esbuild';

/**
 * Chart.js registers nothing by itself, but esbuild keeps its scales all the same, because their static fields read properties. As
 * a pure expression each, those that are not imported fall away: 19 KB less. No chart of ours listens to the mouse, so that none
 * looks for the elements under it: 4 KB less.
 */
const unusedScales = {
  name: 'unused-scales',
  setup({ onLoad }) {
    onLoad({ filter: /chart\.js[\\/]dist[\\/]chart\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8'))
        .replaceAll(
          /class (Logarithmic|RadialLinear|Time|TimeSeries)Scale extends[^]*?\n\}\n/g,
          (text, name) => `const ${name}Scale = /* @__PURE__ */ (() => { ${text} return ${name}Scale; })();\n`,
        )
        .replace(/^ ?var Interaction = \{[^]*?^\};/m, 'var Interaction = { modes: {} };'),
    }));
  },
};

/**
 * Chart.js knows colours by name, kinds of easing and splines, and calls each where it is asked for. Here colours are numbers from the
 * theme, nothing is animated, and lines are straight: 6 KB less.
 */
const unusedParts = {
  name: 'unused-parts',
  setup({ onLoad }) {
    onLoad({ filter: /(color\.esm|chart\.js[\\/]dist[\\/]chunks[\\/]index)\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8'))
        .replaceAll(/\bconst (map|names\$1) = \{[^]*?^\};/gm, 'const $1 = {};')
        .replace(/\bconst effects = \{[^]*?^\};/m, 'const effects = { linear: (t) => t };')
        .replaceAll(/\bfunction (splineCurve|splineCurveMonotone)\([^]*?^\}/gm, 'function $1() {}'),
    }));
  },
};

/**
 * Modules that are bundles of their own in the extension, beside the one that VS Code loads. Each is loaded when something of it is
 * first asked for, and what several bundles need of it they have together.
 */
const beside = {
  textReader: { filter: /\/textReader\.js$/, functions: ['numbersIn', 'enclosingArray', 'literalAt'], values: [] },
  kernels: { filter: /\/generated\/kernels\.js$/, functions: [], values: ['base', 'relaxed'] },
};

const bundlesBeside = {
  name: 'bundles-beside',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/\w+\.cjs$/ }, ({ path }) => ({ path, external: true }));
    // What converts is imported when a command first needs it.
    onResolve({ filter: /\/conversion\/commands\.js$/ }, () => ({ path: './conversion.cjs', external: true }));
    for (const [name, { filter, functions, values }] of Object.entries(beside)) {
      const bundle = `require('./${name}.cjs')`;
      const members = [
        ...functions.map((each) => `${each}: (...given) => ${bundle}.${each}(...given)`),
        ...values.map((each) => `get ${each}() { return ${bundle}.${each}; }`),
      ];
      onResolve({ filter }, () => ({ path: name, namespace: 'beside' }));
      onLoad({ filter: new RegExp(`^${name}$`), namespace: 'beside' }, () => ({
        contents: `module.exports = { ${members.join(', ')} };`,
      }));
    }
  },
};

/** The bundles: what VS Code loads and its threads run, what the page loads, and the public API on its own. */
const shared = {
  bundle: true,
  minify: !process.argv.includes('--watch'),
  sourcemap: process.argv.includes('--watch') ? 'linked' : false,
  legalComments: 'none',
  logLevel: 'info',
  tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'preact', target: 'ES2022' } },
};

const bundles = [
  {
    ...shared,
    entryPoints: {
      extension: 'src/extension.ts',
      kernelThread: 'src/host/kernelThread.ts',
      kernels: 'src/core/kernel/generated/kernels.ts',
      textReader: 'src/formats/text/textReader.ts',
      conversion: 'src/host/conversion/commands.ts',
    },
    plugins: [bundlesBeside],
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
  },
  {
    ...shared,
    entryPoints: { api: 'src/api.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    platform: 'neutral',
    format: 'esm',
    target: 'es2022',
    mainFields: ['module', 'main'],
  },
  {
    ...shared,
    entryPoints: { webview: 'webview/index.tsx' },
    outdir: 'dist',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    plugins: [unusedScales, unusedParts],
  },
];

if (process.argv.includes('--watch')) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
