type Listener = () => void

/**
 * The part of `AbortSignal` that the framework and the transport use. Segment doesn't say whether functions have the
 * standard's.
 */
class Signal {
  aborted = false
  reason: unknown
  private readonly listeners = new Set<Listener>()

  /** A signal that is aborted as soon as one of the others is. */
  static any(signals: Signal[]): Signal {
    const any = new Signal()
    for (const signal of signals) {
      if (signal.aborted) any.abort(signal.reason)
      signal.addEventListener('abort', () => any.abort(signal.reason))
    }
    return any
  }

  addEventListener(_type: 'abort', listener: Listener): void {
    this.listeners.add(listener)
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    this.listeners.delete(listener)
  }

  abort(reason: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason ?? Object.assign(new Error('This operation was aborted'), { name: 'AbortError' })
    for (const listener of this.listeners) listener()
  }
}

class Controller {
  readonly signal = new Signal()

  abort(reason?: unknown): void {
    this.signal.abort(reason)
  }
}

// The classes of requests know a signal by this name.
Object.defineProperty(Signal, 'name', { value: 'AbortSignal' })

export { Controller as AbortController, Signal as AbortSignal }
