const LINE_EVERY_MS = 5_000;

/** Where progress is written: a terminal rewrites its line, a file gets one every few seconds. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** One line that changes while something long goes on. */
export class ProgressLine {
  private writtenAt = 0;

  constructor(
    private readonly output: ProgressOutput,
    private readonly now: () => number = Date.now,
  ) {}

  /** Says how far it is; may be called as often as one likes. */
  show(text: string): void {
    if (this.output.isTTY) {
      this.output.write(`\r\u001b[K${text}`);
      return;
    }
    if (this.now() - this.writtenAt < LINE_EVERY_MS) return;
    this.writtenAt = this.now();
    this.output.write(`${text}\n`);
  }

  /** Says how it ended, and goes to the next line. */
  end(text: string): void {
    this.output.write(this.output.isTTY ? `\r\u001b[K${text}\n` : `${text}\n`);
  }
}
