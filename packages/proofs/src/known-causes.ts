/** Why an action differs, where that is known and not the runner's fault: by `destination/action`. */
export const knownCauses: Record<string, string> = {
  'blend-ai/sendData':
    'It sends everything that the framework hands to it. Segment’s stats client, logger, transaction and state are part of that; the runner has none.'
}
