import { useEffect, useState } from 'react'
import { recognise } from './pasted/recognise'
import type { Recognition } from './pasted/recognise'

/** Milliseconds to wait after typing: half-typed JSON often looks like something else. */
const pause = 400

/** What was recognised in a text that is no event. It is known a moment after the text was typed. */
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
