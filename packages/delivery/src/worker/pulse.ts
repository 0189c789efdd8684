/** The places in the memory that a thread shares with the main thread. */
const BEATS = 0
const LOADING = 1

/** Shows that a thread responds: its event loop counts beats. Code that never ends stops them. */
export class Pulse {
  private readonly cells: Int32Array
  private seen = -1
  private silentMs = 0

  constructor(readonly buffer = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.cells = new Int32Array(buffer)
  }

  /** In the thread: begins to beat. */
  begin(everyMs: number): void {
    setInterval(() => Atomics.add(this.cells, BEATS, 1), everyMs)
  }

  /** In the thread: loads code, which may take long and cannot beat meanwhile. */
  whileLoading<Loaded>(load: () => Loaded): Loaded {
    Atomics.store(this.cells, LOADING, 1)
    try {
      return load()
    } finally {
      Atomics.store(this.cells, LOADING, 0)
    }
  }

  /**
   * In the main thread: looks for beats, and tells for how long there were none. It counts looks and not the time between
   * them, because when the whole process was stopped for long, no thread could beat.
   * @param everyMs how often it is called
   */
  look(everyMs: number): { silentMs: number; isLoading: boolean } {
    const beats = Atomics.load(this.cells, BEATS)
    this.silentMs = beats === this.seen ? this.silentMs + everyMs : 0
    this.seen = beats
    return { silentMs: this.silentMs, isLoading: Atomics.load(this.cells, LOADING) === 1 }
  }
}
