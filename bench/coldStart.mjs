/*
 * Prints the milliseconds from nothing of ours being loaded to the figures of a first row, through the public API: lines.mjs
 * starts this in processes of its own.
 */
const classes = 1000;
const logits = Float64Array.from({ length: classes }, (_, index) => 8 * Math.sin(index));
const start = performance.now();
const { inspectTensor } = await import('../dist/api.mjs');
inspectTensor({ shape: [1, classes], row: () => logits });
console.log(performance.now() - start);
