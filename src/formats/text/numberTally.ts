import type { TextNumber } from './textNumber.js';

/** What the numbers of a text have in common: how they were written tells how exact they are, and of which type. */
export class NumberTally {
  count = 0;
  integers = 0;
  booleans = 0;
  /** nan and the infinities, in words. */
  words = 0;
  singles = 0;
  inexactIntegers = 0;
  overflows = 0;
  /** The fewest and the most digits behind the point, of numbers that have some and no exponent. */
  minimumPlaces = Infinity;
  maximumPlaces = 0;
  /** The same of the mantissas of numbers with an exponent; −1 where there are none. */
  minimumMantissaPlaces = Infinity;
  maximumMantissaPlaces = -1;
  maximumSignificant = 0;
  /** The fewest digits behind the point of a number with no space after it, as a printer pads them. */
  minimumTightPlaces = Infinity;

  /** Counts a number; `isTight` says that its separator follows it directly. */
  add(number: TextNumber, isTight: boolean): void {
    const { form, places } = number;
    this.count++;
    if (number.isSingle) this.singles++;
    if (number.isInexact) this.inexactIntegers++;
    if (number.isOverflow) this.overflows++;
    if (form === 'fixed') {
      if (places > this.maximumPlaces) this.maximumPlaces = places;
      if (places > 0 && places < this.minimumPlaces) this.minimumPlaces = places;
    } else if (form === 'scientific') {
      if (places > this.maximumMantissaPlaces) this.maximumMantissaPlaces = places;
      if (places < this.minimumMantissaPlaces) this.minimumMantissaPlaces = places;
    } else if (form === 'integer') this.integers++;
    else if (form === 'boolean') this.booleans++;
    else if (form === 'word') this.words++;
    if (number.significant > this.maximumSignificant) this.maximumSignificant = number.significant;
    if (isTight && places < this.minimumTightPlaces && form !== 'word') this.minimumTightPlaces = places;
  }

  /** Counts all that another tally has counted. */
  merge(other: NumberTally): void {
    // One by one: a text may have millions of arrays.
    this.count += other.count;
    this.integers += other.integers;
    this.booleans += other.booleans;
    this.words += other.words;
    this.singles += other.singles;
    this.inexactIntegers += other.inexactIntegers;
    this.overflows += other.overflows;
    this.minimumPlaces = Math.min(this.minimumPlaces, other.minimumPlaces);
    this.maximumPlaces = Math.max(this.maximumPlaces, other.maximumPlaces);
    this.minimumMantissaPlaces = Math.min(this.minimumMantissaPlaces, other.minimumMantissaPlaces);
    this.maximumMantissaPlaces = Math.max(this.maximumMantissaPlaces, other.maximumMantissaPlaces);
    this.maximumSignificant = Math.max(this.maximumSignificant, other.maximumSignificant);
    this.minimumTightPlaces = Math.min(this.minimumTightPlaces, other.minimumTightPlaces);
  }

  /** Whether no number has a point or an exponent. */
  get isWhole(): boolean {
    return this.integers + this.booleans === this.count;
  }
}
