/**
 * Refersion's answers, word for word from the published reference of its REST API v2. The spelling, the backslashes and
 * the stray quote come from there.
 */

/** 204; HTTP drops the body of such an answer. */
export const invalidField = (field: string) => `Invalid field ${field}`

/** 400 */
export const missingField = (field: string) => `Missing required field ${field}`

/** 401 */
export const INVALID_CREDENTIALS = 'Invalid API credentials (error 2).'

/** 404 */
export const NO_BODY = 'Bad request, no body'

/** 422, of `new` and `edit`. */
export const EMAIL_TAKEN = 'The email you have entered is taken by another Affiliate.'

/** 422, of `new`. */
export const PASSWORD = {
  long: (length: number) =>
    `The password should not be longer than 72 characters. Current password length is ${length} characters`,
  short: (length: number) =>
    `The password should be at least 9 characters long. Current password length is ${length} characters`,
  email: String.raw`The password can\'t be the same as the e-mail`,
  repeated: String.raw`The password can\'t have the same character repeated more than 3 times in a row`,
  plain: 'The password should have at least 1 number, 1 uppercase letter, 1 lowercase letter and 1 symbol.'
}

/** 422 */
export const notAllowed = (value: string, field: string) => `${value} is not a allowed value for field ${field}`

/** 422; of `new` and `edit` with a quote at its end. */
export const TOO_LONG = 'Value exceed the char limit'
export const TOO_LONG_IN_NEW_AND_EDIT = "Value exceed the char limit'"

/** 422, of `get`. */
export const NOT_FOUND = 'Affiliate not found.'
export const NO_FILTER = 'Request filter not provided.'

/** 422, of `search`. */
export const NOBODY_FOUND = 'Could not find affiliates with this keyword.'

/** Published with 429 for another call. The answer of `status_change` to more than 50 ids is not published. */
export const TOO_MANY = 'Max number of elements on attribute (50) reached.'
