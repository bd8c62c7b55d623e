export function sum(start: usize, end: usize): f32 {
  let total = f32x4.splat(0);
  for (let at = start; at < end; at += 16) total = f32x4.add(total, v128.load(at));
  return f32x4.extract_lane(total, 0);
}
