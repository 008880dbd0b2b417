export interface ApiResponse {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer, or that the connection is reset without one. */
export type ApiReply = ApiResponse | 'reset';
