/**
 * A sum that carries along what rounding takes from it (Neumaier's variant of Kahan's), so that its error does not grow
 * with the number of terms.
 */
export class RunningSum {
  #sum = 0;
  #lost = 0;

  add(term: number): void {
    const sum = this.#sum + term;
    // Of an infinite sum nothing was lost that could be told.
    if (Number.isFinite(sum)) {
      this.#lost += Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - sum + term : term - sum + this.#sum;
    }
    this.#sum = sum;
  }

  get total(): number {
    return this.#sum + this.#lost;
  }
}
