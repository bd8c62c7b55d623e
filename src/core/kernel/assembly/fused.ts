/** a · b + c in each lane: in one rounding where the build has relaxed SIMD and the machine does it so, else in two. */
// @ts-ignore: decorator
@inline
export function madd<T extends number>(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? v128.relaxed_madd<T>(a, b, c) : v128.add<T>(v128.mul<T>(a, b), c);
}

/** c − a · b in each lane, as `madd`. */
// @ts-ignore: decorator
@inline
export function nmadd<T extends number>(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? v128.relaxed_nmadd<T>(a, b, c) : v128.sub<T>(c, v128.mul<T>(a, b));
}
