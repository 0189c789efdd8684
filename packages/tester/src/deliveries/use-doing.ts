import { useCallback, useState } from 'react'

/** What was done last, in words, and whether something is being done. */
export interface Doing {
  isBusy: boolean
  said: string
  problem: string
  /** @param act answers with what was done, in a sentence */
  run: (act: () => Promise<string>) => void
}

/** Does one thing at a time, and tells how it ended. */
export function useDoing(): Doing {
  const [state, setState] = useState({ isBusy: false, said: '', problem: '' })
  const run = useCallback((act: () => Promise<string>) => {
    setState({ isBusy: true, said: '', problem: '' })
    act().then(
      (said) => setState({ isBusy: false, said, problem: '' }),
      (error: Error) => setState({ isBusy: false, said: '', problem: error.message })
    )
  }, [])
  return { ...state, run }
}
