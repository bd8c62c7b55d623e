const logits = new Float32Array([2, 1, 0.1]);
const rows = [
  [1, 2, 3],
  [0, 0, 0],
];

function evaluate(step) {
  logits[1] += 1;
  const sum = logits.reduce((total, value) => total + value, 0);
  return sum + rows.length + step;
}

for (let step = 0; step < 4; step++) console.log(evaluate(step));
