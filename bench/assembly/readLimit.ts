/**
 * The sum of the float32 numbers in `[start, end)`, a multiple of 128 bytes: as little work as a look at every number
 * can be, so its time is that of reading.
 */
export function sum(start: usize, end: usize): f32 {
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let sum4 = sum0;
  let sum5 = sum0;
  let sum6 = sum0;
  let sum7 = sum0;
  for (let at = start; at < end; at += 128) {
    sum0 = f32x4.add(sum0, v128.load(at));
    sum1 = f32x4.add(sum1, v128.load(at, 16));
    sum2 = f32x4.add(sum2, v128.load(at, 32));
    sum3 = f32x4.add(sum3, v128.load(at, 48));
    sum4 = f32x4.add(sum4, v128.load(at, 64));
    sum5 = f32x4.add(sum5, v128.load(at, 80));
    sum6 = f32x4.add(sum6, v128.load(at, 96));
    sum7 = f32x4.add(sum7, v128.load(at, 112));
  }
  const total = f32x4.add(
    f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3)),
    f32x4.add(f32x4.add(sum4, sum5), f32x4.add(sum6, sum7)),
  );
  const first = f32x4.extract_lane(total, 0) + f32x4.extract_lane(total, 1);
  return first + f32x4.extract_lane(total, 2) + f32x4.extract_lane(total, 3);
}
