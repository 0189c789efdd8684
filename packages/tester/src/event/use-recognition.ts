import { useEffect, useState } from 'react'
import { recognise } from './pasted/recognise'
import type { Recognition } from './pasted/recognise'

/** Milliseconds without typing before a text is looked at: while it is typed, JSON is often something else. */
const pause = 400

/** What is recognised in a text that is no event, once that is known. */
export function useRecognition(text: string): Recognition {
  const [known, setKnown] = useState<{ text: string; recognition: Recognition }>()
  useEffect(() => {
    let isCurrent = true
    const timer = setTimeout(() => {
      void recognise(text).then((recognition) => {
        if (isCurrent) setKnown({ text, recognition })
      })
    }, pause)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [text])
  return known?.text === text ? known.recognition : {}
}
