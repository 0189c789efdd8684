import fs from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import type { ReviewerNote } from '@partner-destinations/vendors/reviewer-note'
import type { DefinitionOfEitherMode } from '../definition'
import { loadDefinition } from '../places'
import type { Place } from '../places'

/** A destination as the rules see it: its code, and its loaded definition. */
export interface Subject {
  place: Place
  definition: DefinitionOfEitherMode
  /** Its TypeScript, including tests. File names are absolute. */
  sources: ts.SourceFile[]
  /** Answers to what a reviewer will ask. */
  notes: ReviewerNote[]
}

/** One thing to fix. `file` is absolute; `line` counts from 1. */
export interface Finding {
  file: string
  line: number
  /** Name of the rule, in lower case with dashes. */
  rule: string
  /** What is wrong and what to do, in one line. */
  advice: string
}

/** A place in a file. */
export type Spot = Pick<Finding, 'file' | 'line'>

/** Checks a destination, and returns what to fix. */
export type Rule = (subject: Subject) => Finding[] | Promise<Finding[]>

/**
 * Reads and loads a destination.
 * @throws BadInputError if it doesn't load
 */
export function readSubject(place: Place, notes: ReviewerNote[]): Subject {
  return { place, definition: loadDefinition(place), sources: typescriptFiles(place.source).map(parse), notes }
}

/** Whether a file is only for tests. */
export function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || file.split(path.sep).includes('__tests__')
}

/** The sources that run in production. */
export function withoutTests({ sources }: Subject): ts.SourceFile[] {
  return sources.filter(({ fileName }) => !isTest(fileName))
}

/** The place where a node starts. */
export function spotOf(node: ts.Node): Spot {
  const file = node.getSourceFile()
  return spotAt(file, node.getStart(file))
}

/** The place of a position in a file. */
export function spotAt(file: ts.SourceFile, position: number): Spot {
  return { file: file.fileName, line: file.getLineAndCharacterOfPosition(position).line + 1 }
}

/** Every node of a tree, parents first. */
export function* descendants(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  node.forEachChild((child) => void children.push(child))
  for (const child of children) yield* descendants(child)
}

function typescriptFiles(folder: string): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true })
  return entries
    .filter(({ name }) => !['node_modules', 'dist'].includes(name))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name)
      if (entry.isDirectory()) return typescriptFiles(full)
      return /\.tsx?$/.test(entry.name) ? [full] : []
    })
    .sort()
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
}
