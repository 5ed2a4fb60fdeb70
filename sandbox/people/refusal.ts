/** The control API says no: `status` and a sentence for who wrote the script or sits at the screen. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
