/** QR codes of texts. `modes` say in which forms a text may be written, the least `minCorrectionLevel` how much may be lost. */
export const leanQr: {
  correction: { L: number; M: number; Q: number; H: number };
  mode: { alphaNumeric: unknown; iso8859_1: unknown };
  generate(text: string, options?: { modes?: unknown[]; minCorrectionLevel?: number }): QrBitmap;
};

export interface QrBitmap {
  readonly size: number;
  get(x: number, y: number): boolean; // whether it is dark there
}
