function evaluate(logits, step) {
  logits[1] += 1;
  const sum = logits.reduce((total, value) => total + value, 0);
  return sum + step;
}

const logits = new Float32Array([2, 1, 0.5]);
for (let step = 0; step < 4; step++) console.log(evaluate(logits, step));
