/** How large the Destination Functions are, as kept in `results/functions.json`. */
export interface FunctionResults {
  /** The limit that we set: Segment documents none. */
  limit: number
  /** In bytes, each with its sections as the file marks them. */
  sizes: { destination: string; bytes: number; sections: Record<string, number> }[]
}
