import path from 'node:path'
import ts from 'typescript'
import { descendants, isTest, spotOf } from './subject'
import type { Spot, Subject } from './subject'

/**
 * Where the code describes something: the object literal that is the value of the property `key` and has a property
 * `label`. What is nearest counts: the folder of the action first, then the rest of the destination.
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

/** Where an action is described, at one of its properties when it is given and there. */
export function spotOfAction({ place }: Subject, action: string | undefined): Spot {
  return { file: path.join(place.source, action ?? '', 'index.ts'), line: 1 }
}

/** Where a property of an action, such as `title`, stands; the start of its file when it stands elsewhere. */
export function spotOfActionProperty(subject: Subject, action: string, property: string): Spot {
  const start = spotOfAction(subject, action)
  const file = subject.sources.find(({ fileName }) => fileName === start.file)
  const found =
    file && [...descendants(file)].find((node) => ts.isPropertyAssignment(node) && nameOf(node) === property)
  return found ? spotOf(found) : start
}

/** Where a property of the definition, such as `authentication`, stands; the start of its file when it stands elsewhere. */
export function spotOfProperty(subject: Subject, property: string): Spot {
  return spotOfActionProperty(subject, '', property)
}

/** Where the preset of a name stands; the start of the definition's file when its name is not written out. */
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
