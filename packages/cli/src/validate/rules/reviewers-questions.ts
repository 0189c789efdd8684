import ts from 'typescript'
import type { Topic } from '@partner-destinations/vendors/reviewer-note'
import { whereNotesAre } from '../../contribute/reviewer-notes'
import { isInClone } from '../../places'
import { takesDeletions } from '../fql'
import { spotOfAction, spotOfActionProperty, spotOfProperty } from '../locate'
import { refusalOf } from '../refusal'
import { descendants, spotOf, withoutTests } from '../subject'
import type { Finding, Rule, Spot, Subject } from '../subject'

/** What a reviewer will ask about a destination, and where. */
interface Question {
  topic: Exclude<Topic, 'other'>
  /** Key of the action in question. Without it, the question is about the destination. */
  action?: string
  spot: Spot
  /** What to do if no note explains why not. A sentence without its end. */
  advice: string
}

/**
 * A destination does everything that upstream's guides ask for, or has a note for the reviewer that says why not. A
 * note is out of date if it answers no question.
 */
export const reviewersQuestions: Rule = async (subject) => {
  const questions = [
    ...withoutBatch(subject),
    ...ownChunks(subject),
    ...uncheckedCredentials(subject),
    ...deletions(subject),
    ...withoutPreset(subject),
    ...(await hiddenRequirements(subject))
  ]
  const open = questions.filter((question) => !isAnswered(question, subject))
  return [
    ...open.map(({ topic, action, spot, advice }) => ({
      ...spot,
      rule: 'reviewer-note',
      advice: `${advice}, or say why not in ${whereToAnswer(topic, action)}.`
    })),
    ...staleNotes(subject, questions)
  ]
}

/** In a clone of upstream nobody keeps notes: the pull request says it. */
function whereToAnswer(topic: Topic, action: string | undefined): string {
  if (isInClone()) return 'the pull request'
  return `${whereNotesAre} (topic ${topic}${action ? `, action ${action}` : ''})`
}

function isAnswered({ topic, action }: Question, { notes }: Subject): boolean {
  return notes.some(
    (note) =>
      note.topic === topic && (action === undefined || note.actions === undefined || note.actions.includes(action))
  )
}

function staleNotes(subject: Subject, questions: Question[]): Finding[] {
  const finding = (advice: string) => ({ ...spotOfAction(subject, undefined), rule: 'reviewer-note', advice })
  return subject.notes.flatMap(({ topic, actions, text }) => {
    const start = text.split(' ').slice(0, 8).join(' ')
    const asked = questions.filter((question) => question.topic === topic)
    const known = topic === 'other' ? Object.keys(subject.definition.actions) : asked.map(({ action }) => action)
    const unasked = (actions ?? []).filter((action) => !known.includes(action))
    if (topic !== 'other' && asked.length === 0) {
      return finding(
        `Delete the note for reviewers "${start} …": the destination has nothing of the topic ${topic} any more.`
      )
    }
    return unasked.map((action) =>
      finding(`Remove ${action} from the note for reviewers "${start} …": it has nothing of the topic ${topic}.`)
    )
  })
}

/** Upstream's generator guide: every action sends batches, unless the vendor takes one record per request. */
function withoutBatch(subject: Subject): Question[] {
  const { mode, actions } = subject.definition
  if (mode !== 'cloud') return []
  return Object.entries(actions)
    .filter(([, { performBatch }]) => !performBatch)
    .map(([action]) => ({
      topic: 'batch',
      action,
      spot: spotOfActionProperty(subject, action, 'perform'),
      advice: `Add performBatch to ${action}`
    }))
}

/** Upstream's CLAUDE.md: Segment makes the batches, so a destination need not. */
function ownChunks(subject: Subject): Question[] {
  return withoutTests(subject)
    .flatMap((file) => [...descendants(file)])
    .filter(ts.isCallExpression)
    .filter(({ expression }) => /^chunk/i.test(nameOf(expression)))
    .map((call) => ({
      topic: 'chunks',
      spot: spotOf(call),
      advice: "Don't cut lists into chunks: Segment keeps to batch_size"
    }))
}

function nameOf(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : ''
}

/** Upstream's `docs/create.md`: `testAuthentication` sends a request to the vendor. Leaving it out is discouraged. */
function uncheckedCredentials(subject: Subject): Question[] {
  const { authentication } = subject.definition
  if (!authentication) return []
  const { testAuthentication } = authentication
  if (testAuthentication && usesFirstParameter(testAuthentication)) return []
  const name = testAuthentication ? 'testAuthentication' : 'authentication'
  const advice = 'Let testAuthentication send a request that only valid credentials can get answered'
  return [{ topic: 'credentials', spot: spotOfProperty(subject, name), advice }]
}

/**
 * Whether a function uses its first parameter, the request client. The function's own text tells: it contains the
 * parameter's name and the body, whatever file it is in.
 */
function usesFirstParameter(method: (...parameters: never[]) => unknown): boolean {
  // A method's text alone is not an expression. But every function's text is a value or a method in an object.
  const text = String(method)
  const parsed = [`({ method: ${text} })`, `({ ${text} })`]
    .map((code) => ts.createSourceFile('method.ts', code, ts.ScriptTarget.Latest, true))
    .find((file) => !(file as ts.SourceFile & { parseDiagnostics: unknown[] }).parseDiagnostics.length)
  const found = parsed && [...descendants(parsed)].find(ts.isFunctionLike)
  const name = found?.parameters[0]?.name
  if (!found || !name || !ts.isIdentifier(name)) return false
  return [...descendants(found)].some((node) => ts.isIdentifier(node) && node.text === name.text && node !== name)
}

/** No destination upstream has a subscription for delete events. The convention is `onDelete`. */
function deletions(subject: Subject): Question[] {
  const { actions } = subject.definition
  return Object.entries(actions)
    .filter(([, { defaultSubscription }]) => takesDeletions(defaultSubscription))
    .map(([action]) => ({
      topic: 'delete',
      action,
      spot: spotOfActionProperty(subject, action, 'defaultSubscription'),
      advice: `Delete users in onDelete instead of ${action}`
    }))
}

/** Reviewers ask for presets, so that data flows as soon as the destination is created. */
function withoutPreset(subject: Subject): Question[] {
  const { actions, presets = [] } = subject.definition
  return Object.entries(actions)
    .filter(([key, { hidden }]) => !hidden && !presets.some(({ partnerAction }) => partnerAction === key))
    .map(([action]) => ({
      topic: 'preset',
      action,
      spot: spotOfAction(subject, action),
      advice: `Add a preset for ${action}, so that data flows as soon as the destination is created`
    }))
}

/**
 * Upstream's `docs/pr-guidelines/pull-request-guidance.md`: conditionally required fields instead of code. In a
 * browser, code has to do it, because the runtime there checks no field.
 */
async function hiddenRequirements(subject: Subject): Promise<Question[]> {
  const { mode, actions } = subject.definition
  if (mode !== 'cloud') return []
  const questions = await Promise.all(
    Object.entries(actions).map(async ([action, definition]): Promise<Question[]> => {
      const refusal = await refusalOf(definition)
      if (refusal === undefined) return []
      return [
        {
          topic: 'required',
          action,
          spot: spotOfActionProperty(subject, action, 'fields'),
          advice: `Make the fields required that ${action} needs ("${refusal}"), with conditions if necessary`
        }
      ]
    })
  )
  return questions.flat()
}
