export { AnswersFolder } from './answers-folder'
export { answersFileSchema, readAnswersFile } from './answers-file'
export type { AnswerEntry } from './answers-file'
export { VendorAnswers } from './vendor-answers'
