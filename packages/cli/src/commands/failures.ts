import { FailuresList } from './failures/list'

/** Without a further word, the failed deliveries are listed. */
export class Failures extends FailuresList {}
