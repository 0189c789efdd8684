import ts from 'typescript'
import { BadInputError } from '../json-input'

/** What a vendor is called in the files of its destination. */
export interface DestinationNames {
  /** As people write it, such as `Acme Mail`. */
  name: string
  /** Name of the folder: `acme-mail`, in device mode `acme-mail-web`. */
  folder: string
  slug: string
  /** `ACME_MAIL` */
  constant: string
  /** `AcmeMail` */
  type: string
  /** `acmeMail` */
  global: string
}

/** What an action is called. */
export interface ActionNames {
  /** `postToChannel`, which is the name of its folder too. */
  key: string
  /** `Post To Channel` */
  title: string
}

/**
 * Makes the names of a destination from the vendor's.
 * @param given as people write it, or as the name of a folder: `Acme Mail`, `acme-mail`
 * @throws BadInputError when it does not start with a letter, or has others than letters, digits, spaces and `.&_-`
 */
export function destinationNames(given: string, mode: 'cloud' | 'device'): DestinationNames {
  if (!/^[A-Za-z][\w .&-]*$/.test(given)) {
    throw new BadInputError(
      `"${given}" is no name of a vendor: it starts with a letter, and has letters, digits, spaces and .&_- only.`
    )
  }
  const vendor = mode === 'device' ? given.replace(/[\s_-]+web$/i, '') : given
  const words = vendor.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const lower = words.map((word) => word.toLowerCase())
  const folder = [...lower, ...(mode === 'device' ? ['web'] : [])].join('-')
  const type = words.map(capitalised).join('')
  return {
    // What has capitals is written as its owner wants it.
    name: vendor === vendor.toLowerCase() ? words.map(capitalised).join(' ') : vendor,
    folder,
    slug: `actions-${folder}`,
    constant: lower.join('_').toUpperCase(),
    type,
    global: type[0].toLowerCase() + type.slice(1)
  }
}

/**
 * Makes the names of an action.
 * @param given its key, its title or anything between: `postToChannel`, `post-to-channel`, `Post To Channel`
 * @throws BadInputError when no name of a variable can be made of it
 */
export function actionNames(given: string): ActionNames {
  const words = given
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => capitalised(word.toLowerCase()))
  const joined = words.join('')
  const key = joined.charAt(0).toLowerCase() + joined.slice(1)
  if (!/^[a-z]/.test(key) || ts.identifierToKeywordKind(ts.factory.createIdentifier(key)) !== undefined) {
    throw new BadInputError(
      `"${given}" is no name of an action: it must make the name of a variable, such as postToChannel.`
    )
  }
  return { key, title: words.join(' ') }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
