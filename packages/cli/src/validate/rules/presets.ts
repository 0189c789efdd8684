import { defaultValues } from '@segment/actions-core'
import type { Preset } from '@segment/actions-core'
import { problemWithFql } from '@partner-destinations/runner'
import { eventForBoth } from '../fql'
import { spotOfActionProperty, spotOfPreset } from '../locate'
import type { Finding, Rule, Subject } from '../subject'

/** Segment understands the subscriptions of actions and automatic presets as they are meant. */
export const subscriptions: Rule = (subject) => {
  const { actions, presets = [] } = subject.definition
  const ofActions = Object.entries(actions).map(([key, { defaultSubscription }]) => ({
    fql: defaultSubscription,
    owner: `the default subscription of ${key}`,
    spot: spotOfActionProperty(subject, key, 'defaultSubscription')
  }))
  const ofPresets = presets.filter(isAutomatic).map(({ subscribe, name }) => ({
    fql: subscribe,
    owner: `the subscription of the preset ${name}`,
    spot: spotOfPreset(subject, name)
  }))
  return [...ofActions, ...ofPresets].flatMap(({ fql, owner, spot }) => {
    const problem = fql === undefined ? undefined : problemWithFql(fql)
    return problem === undefined ? [] : { ...spot, rule: 'subscription', advice: `Correct ${owner}: ${problem}` }
  })
}

/** Each preset maps only fields of an existing action, and all fields that have a default. */
export const presetsComplete: Rule = (subject) =>
  (subject.definition.presets ?? []).flatMap((preset) => presetFindings(subject, preset))

function presetFindings(subject: Subject, preset: Preset): Finding[] {
  const { actions } = subject.definition
  const action = actions[preset.partnerAction] as typeof actions[string] | undefined
  const finding = (advice: string) => ({ ...spotOfPreset(subject, preset.name), rule: 'preset', advice })
  if (!action) {
    const advice = `Name an action in the preset ${preset.name}: there is no ${
      preset.partnerAction
    }, only ${Object.keys(actions).join(', ')}.`
    return [finding(advice)]
  }
  const mapped = Object.keys(preset.mapping ?? {})
  const unknown = mapped.filter((field) => !(field in action.fields))
  const missing = Object.keys(defaultValues(action.fields)).filter((field) => !mapped.includes(field))
  return [
    ...unknown.map((field) =>
      finding(`Remove ${field} from the preset ${preset.name}: ${preset.partnerAction} has no such field.`)
    ),
    ...missing.map((field) =>
      finding(`Map ${field} in the preset ${preset.name}: Segment applies no defaults to a saved mapping.`)
    )
  ]
}

/** An event goes to one preset only. Otherwise it would be delivered twice. */
export const presetsApart: Rule = (subject) => {
  const { presets = [] } = subject.definition
  return presets.flatMap((preset, index) => {
    const rival = presets.slice(0, index).find((other) => meet(preset, other))
    if (!rival) return []
    const advice = `Keep the presets ${rival.name} and ${preset.name} apart: both take ${meet(
      preset,
      rival
    )}, which would be delivered twice.`
    return { ...spotOfPreset(subject, preset.name), rule: 'preset-overlap', advice }
  })
}

/** The event that both presets take, in words; undefined if there is none. */
function meet(one: Preset, other: Preset): string | undefined {
  if (isAutomatic(one) && isAutomatic(other)) {
    const event = eventForBoth(one.subscribe, other.subscribe)
    return event && JSON.stringify(event)
  }
  if (isAutomatic(one) || isAutomatic(other)) return undefined
  return one.eventSlug === other.eventSlug ? one.eventSlug : undefined
}

/** Engage's presets for this event are deprecated upstream. */
export const presetEvents: Rule = (subject) =>
  (subject.definition.presets ?? []).flatMap((preset) => {
    if (isAutomatic(preset) || !/^journeys?_step_all_events_track$/.test(preset.eventSlug)) return []
    const advice = `Remove the preset ${preset.name}: upstream does not want ${preset.eventSlug}.`
    return { ...spotOfPreset(subject, preset.name), rule: 'preset', advice }
  })

function isAutomatic(preset: Preset): preset is Extract<Preset, { type: 'automatic' }> {
  return preset.type === 'automatic'
}
