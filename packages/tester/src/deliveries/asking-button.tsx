import { useRef } from 'react'

export interface Question {
  title: string
  text: string
  /** What the button that does it says. */
  button: string
}

interface AskingButtonProps {
  label: string
  /** Asked before it is done; without a question it is done at once. */
  question: Question | undefined
  act: () => void
  className?: string
  disabled?: boolean
}

/** A button that asks first, if it does what can't be undone. */
export function AskingButton({ label, question, act, className, disabled }: AskingButtonProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  return (
    <>
      <button
        type="button"
        className={className}
        disabled={disabled}
        onClick={() => (question ? dialog.current?.showModal() : act())}
      >
        {label}
      </button>
      {question && (
        <dialog ref={dialog} className="question" aria-label={question.title}>
          <h2>{question.title}</h2>
          <p>{question.text}</p>
          <div className="row end">
            <button type="button" onClick={() => dialog.current?.close()}>
              Cancel
            </button>
            <button
              type="button"
              className="primary danger"
              onClick={() => {
                dialog.current?.close()
                act()
              }}
            >
              {question.button}
            </button>
          </div>
        </dialog>
      )}
    </>
  )
}
