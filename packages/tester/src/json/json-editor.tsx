import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands'
import { json, jsonParseLinter } from '@codemirror/lang-json'
import { bracketMatching, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, linter } from '@codemirror/lint'
import { Annotation, EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import type { ViewUpdate } from '@codemirror/view'
import { classHighlighter } from '@lezer/highlight'
import { useEffect, useEffectEvent, useRef } from 'react'

export interface JsonEditorProps {
  /** What the editor is called for those who cannot see it. */
  label: string
  value: string
  /** @param pasted the inserted text, if the change inserted more than one character at once */
  onChange: (text: string, pasted?: string) => void
}

/** Tab is not bound: it leads out of the editor, as out of any other field. */
function extensions(label: string, onChange: JsonEditorProps['onChange']) {
  return [
    lineNumbers(),
    history(),
    keymap.of([...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), ...historyKeymap]),
    json(),
    bracketMatching(),
    syntaxHighlighting(classHighlighter),
    linter(jsonParseLinter(), { delay: 200 }),
    lintGutter(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.updateListener.of(
      (update) => update.docChanged && !isGiven(update) && onChange(update.state.doc.toString(), pastedText(update))
    )
  ]
}

/** Marks a change that came from the page. To tell the page of it could undo what a person has done since. */
const given = Annotation.define<boolean>()

function isGiven({ transactions }: ViewUpdate): boolean {
  return transactions.some((one) => one.annotation(given) === true)
}

/** The text that a change inserted at once: more than one character, and not by undo or redo. */
function pastedText({ transactions }: ViewUpdate): string | undefined {
  let text = ''
  for (const transaction of transactions.filter((one) => one.isUserEvent('input'))) {
    transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => (text += inserted.toString()))
  }
  return text.trim().length > 1 ? text : undefined
}

/** An editor for JSON, with highlighting and marks at errors. */
export default function JsonEditor({ label, value, onChange }: JsonEditorProps) {
  const parent = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const changed = useEffectEvent(onChange)
  const firstValue = useEffectEvent(() => value)

  useEffect(() => {
    const editor = new EditorView({
      parent: parent.current ?? undefined,
      state: EditorState.create({
        doc: firstValue(),
        extensions: extensions(label, (text, pasted) => changed(text, pasted))
      })
    })
    view.current = editor
    return () => editor.destroy()
  }, [label])

  useEffect(() => {
    const editor = view.current
    if (!editor || editor.state.doc.toString() === value) return
    editor.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: value },
      // A step of its own, so that undoing it brings back what was there before.
      annotations: [isolateHistory.of('full'), given.of(true)]
    })
  }, [value])

  return <div className="editor" ref={parent} />
}
