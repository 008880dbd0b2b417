/** What a source has to say after its first supergraph. */
export interface SupergraphListener {
  /** A supergraph that takes the place of the one before; may be the same text again. Not checked. */
  onSupergraph(sdl: string): void;
  /** The source could not be read; it goes on trying. */
  onFailure(error: SupergraphSourceError): void;
}

/** Where supergraphs come from. Whoever makes one opens it once, and disposes of it. */
export interface SupergraphSource extends AsyncDisposable {
  /**
   * @param listener    told nothing before the promise is fulfilled, and nothing after the source was disposed of
   * @returns the first supergraph, as composition printed it
   * @throws SupergraphSourceError    there is none to be had; the source need not be disposed of then
   */
  open(listener: SupergraphListener): Promise<string>;
  /** Looks at once; what there is goes to the listener. Does nothing where the source cannot be asked. */
  refresh(): Promise<void>;
}

/** No supergraph is to be had; the message is one sentence that says whence and why, without secrets. */
export class SupergraphSourceError extends Error {
  override readonly name = 'SupergraphSourceError';
  readonly code = 'SUPERGRAPH_UNAVAILABLE';
}
