import { createContext, useContext } from 'react'
import type { Dispatch } from 'react'
import type { Action, State } from './state'

/** The state of the page, and how to change it. */
export interface Tester {
  state: State
  dispatch: Dispatch<Action>
}

export const TesterContext = createContext<Tester | undefined>(undefined)

export function useTester(): Tester {
  const tester = useContext(TesterContext)
  if (tester) return tester
  throw new Error('There is no tester around this component.')
}
