/** A question about an opening that is no more. Its answer would be of other data: it is dropped. */
export class Stale extends Error {
  override readonly name = 'Stale';
}
