/**
 * What happens at a failpoint: nothing, a pause, an error, or the end of the process.
 *
 * @param name    where, `<subgraph>.<deed>.<moment>`
 * @param detail  which thing it is about, mostly an order's id
 */
export type FailpointAction = (name: string, detail: string | undefined) => Promise<void> | undefined;

let act: FailpointAction | undefined;

/**
 * A named moment between two steps, at which the chaos rig may stop, delay or kill. Without the rig it does nothing, and the bundler
 * leaves out every statement `await failpoint(…);` of a build that is not the rig's: it has to stand alone on its line.
 */
export function failpoint(name: string, detail?: string): Promise<void> | undefined {
  return act?.(name, detail);
}

/** For the chaos rig alone; an import rule keeps everybody else away. */
export function registerFailpoints(action: FailpointAction): void {
  act = action;
}
