/** Unpacks DEFLATE; with `out`, into that alone. Throws where the data are no such. */
export function inflateSync(data: Uint8Array, options?: { out?: Uint8Array }): Uint8Array;
