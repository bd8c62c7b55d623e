/*
 * Prints the milliseconds from nothing of ours being loaded to the figures of a first row: onlyOurs.mjs starts this in
 * processes of its own.
 */
const classes = 1000;
const logits = Float32Array.from({ length: classes }, (_, index) => 8 * Math.sin(index));
const start = performance.now();
const { createOurs } = await import('./ours.mjs');
const { input, runs } = createOurs().open(1, classes);
input.set(logits);
runs.figures32();
console.log(performance.now() - start);
