/* Of what somebody asks for one after the other the last counts, whichever of it comes last. */

export class Latest {
  constructor() {
    this.count = 0;
  }

  /** Something is asked for: gives what tells whether it still is the last. */
  begin() {
    const own = ++this.count;
    return () => own === this.count;
  }
}
