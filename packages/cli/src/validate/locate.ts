import path from 'node:path'
import ts from 'typescript'
import { descendants, isTest, spotOf } from './subject'
import type { Spot, Subject } from './subject'

/**
 * The place where the code describes something: the object literal that is the value of the property `key` and has a
 * property `label`. The nearest one counts: first in the folder of the action, then in the rest of the destination.
 */
export function spotOfField(subject: Subject, key: string, action?: string): Spot {
  for (const file of nearestFirst(subject, action)) {
    for (const node of descendants(file)) {
      if (!ts.isPropertyAssignment(node) || nameOf(node) !== key) continue
      if (!ts.isObjectLiteralExpression(node.initializer) || propertyOf(node.initializer, 'label')) return spotOf(node)
    }
  }
  return spotOfAction(subject, action)
}

/** The place of an action, or of one of its properties if you give one and the action has it. */
export function spotOfAction({ place }: Subject, action: string | undefined): Spot {
  return { file: path.join(place.source, action ?? '', 'index.ts'), line: 1 }
}

/** The place of a property of an action, such as `title`; the start of its file if it is somewhere else. */
export function spotOfActionProperty(subject: Subject, action: string, property: string): Spot {
  const start = spotOfAction(subject, action)
  const file = subject.sources.find(({ fileName }) => fileName === start.file)
  const found =
    file && [...descendants(file)].find((node) => ts.isPropertyAssignment(node) && nameOf(node) === property)
  return found ? spotOf(found) : start
}

/** The place of a property of the definition, such as `authentication`; the start of its file if it isn't there. */
export function spotOfProperty(subject: Subject, property: string): Spot {
  return spotOfActionProperty(subject, '', property)
}

/** The place of the preset with this name; the start of the definition's file if its name isn't in the code. */
export function spotOfPreset(subject: Subject, name: string | undefined): Spot {
  for (const file of nearestFirst(subject)) {
    for (const node of descendants(file)) {
      if (!ts.isObjectLiteralExpression(node) || !propertyOf(node, 'partnerAction')) continue
      const written = propertyOf(node, 'name')
      if (written && ts.isStringLiteralLike(written.initializer) && written.initializer.text === name)
        return spotOf(written)
    }
  }
  return spotOfAction(subject, undefined)
}

function nearestFirst({ place, sources }: Subject, action = ''): ts.SourceFile[] {
  const folder = path.join(place.source, action) + path.sep
  const near = (file: ts.SourceFile) => file.fileName.startsWith(folder)
  const files = sources.filter(({ fileName }) => !isTest(fileName))
  return [...files.filter(near), ...files.filter((file) => !near(file))]
}

function propertyOf(object: ts.ObjectLiteralExpression, name: string): ts.PropertyAssignment | undefined {
  return object.properties.filter(ts.isPropertyAssignment).find((property) => nameOf(property) === name)
}

function nameOf({ name }: ts.PropertyAssignment): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined
}
