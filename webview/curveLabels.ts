/** A curve in pixels, from left to right, and the width of its name; a width of 0 wants no name. */
export interface Curve {
  /** Whether only its place tells the curve from the others: its name must not be nearer to one of them. */
  readonly isPlain: boolean;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly width: number;
}

/** The rectangle that names must stay within. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a name begins, and the middle of its height. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
}

const height = 14;
const gap = 11;

/**
 * Finds a place for the name of each curve: beside its own curve, away from the others and from names
 * placed before. Null where there is no room.
 */
export function placeLabels(curves: readonly Curve[], area: Area): (LabelPlace | null)[] {
  const taken: Area[] = [];
  return curves.map((curve) => {
    if (curve.width === 0) return null;
    const best = candidates(curve, area)
      .map((place) => ({ place, cost: costOf(boxOf(place, curve), curve, curves, taken) }))
      .reduce<{ place: LabelPlace; cost: number } | null>(
        (least, next) => (least === null || next.cost < least.cost ? next : least),
        null,
      );
    if (best === null || best.cost >= hopeless) return null;
    taken.push(boxOf(best.place, curve));
    return best.place;
  });
}

const hopeless = 300;

function candidates(curve: Curve, area: Area): LabelPlace[] {
  return curve.points.flatMap(({ x, y }) =>
    [y - gap, y + gap].flatMap((middle) =>
      [x + 6, x - curve.width - 6, x - curve.width / 2].flatMap((start) => {
        const inside =
          start >= area.left + 4 &&
          start + curve.width <= area.right - 2 &&
          middle - height / 2 >= area.top + 1 &&
          middle + height / 2 <= area.bottom - 1;
        return inside ? [{ x: start, y: middle }] : [];
      }),
    ),
  );
}

function boxOf(place: LabelPlace, curve: Curve): Area {
  return { left: place.x, right: place.x + curve.width, top: place.y - height / 2, bottom: place.y + height / 2 };
}

/** Crossing any line costs most; then lying nearer to a foreign curve than to one's own. */
function costOf(box: Area, own: Curve, curves: readonly Curve[], taken: readonly Area[]): number {
  if (taken.some((other) => overlap(box, other))) return hopeless;
  const ownDistance = distance(box, own);
  let cost = ownDistance * 2;
  for (const curve of curves) {
    const near = distance(box, curve);
    if (near <= 1) cost += curve === own ? 40 : 120;
    else if (curve !== own) cost += 200 / (near + 4);
    if (curve !== own && own.isPlain && near < ownDistance + 3) return hopeless;
  }
  return cost;
}

function overlap(a: Area, b: Area): boolean {
  return a.left < b.right + 4 && b.left < a.right + 4 && a.top < b.bottom && b.top < a.bottom;
}

/** How far a curve stays from a box: 0 where it crosses it. */
function distance(box: Area, curve: Curve): number {
  let least = Infinity;
  for (const { x, y } of curve.points) {
    const across = Math.max(box.left - x, 0, x - box.right);
    const down = Math.max(box.top - y, 0, y - box.bottom);
    least = Math.min(least, Math.hypot(across, down));
  }
  return least;
}
