/** A text that the server takes. It refuses the character NUL, which vendors and senders can send. */
export function writable<Text extends string | null | undefined>(text: Text): Text {
  return (typeof text === 'string' && text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text) as Text
}
