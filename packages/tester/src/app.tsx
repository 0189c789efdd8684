import { useMemo, useReducer } from 'react'
import { EventSection } from './event/event-section'
import { HoldingsSection } from './holdings/holdings-section'
import { MappingSection } from './mapping/mapping-section'
import { Notices } from './notices'
import { PreviewSection } from './preview/preview-section'
import { ResultSection } from './result/result-section'
import { SendBar } from './send-bar'
import { SettingsSection } from './settings/settings-section'
import { initialState, reduce } from './state/state'
import { TesterContext } from './state/tester'
import { useLink } from './state/use-link'
import { usePreview } from './state/use-preview'
import { useServer } from './state/use-server'
import { TakeAwaySection } from './take-away/take-away-section'
import { Target } from './target'
import { TopBar } from './top-bar'

export function App() {
  const [state, dispatch] = useReducer(reduce, initialState)
  useLink(state, dispatch)
  useServer(state, dispatch)
  usePreview(state, dispatch)
  const tester = useMemo(() => ({ state, dispatch }), [state])

  return (
    <TesterContext value={tester}>
      <TopBar mode={state.mode} connection={state.connection} delivers={state.delivers} />
      <main className="workbench">
        {state.destinations.length > 0 && (
          <>
            <div className="inputs">
              <Notices />
              <Target />
              <EventSection key={state.folder} />
              <SettingsSection key={`settings of ${state.folder}`} />
              <MappingSection />
            </div>
            <div className="outputs">
              <SendBar />
              <div className="answers">
                <ResultSection />
                <HoldingsSection />
                <PreviewSection />
                <TakeAwaySection />
              </div>
            </div>
          </>
        )}
      </main>
    </TesterContext>
  )
}
