/**
 * A sum that can be read after every term (Neumaier's form of Kahan's; Higham, Accuracy and Stability of Numerical
 * Algorithms, § 4.3): what each addition loses is kept and added in the end, so the error does not grow with the count.
 */
export class RunningSum {
  #sum = 0;
  #lost = 0;

  /** Adds a term and gives the sum so far. */
  add(term: number): number {
    const sum = this.#sum + term;
    // Of an infinite sum nothing was lost that could be told.
    if (Number.isFinite(sum)) {
      this.#lost += Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - sum + term : term - sum + this.#sum;
    }
    this.#sum = sum;
    return this.total;
  }

  get total(): number {
    return this.#sum + this.#lost;
  }
}
