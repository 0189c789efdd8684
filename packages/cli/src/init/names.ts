import ts from 'typescript'
import { BadInputError } from '@partner-destinations/server/json-input'
import { isOnWindow } from './window'

/** The names of a vendor in the files of its destination. */
export interface DestinationNames {
  /** As people write it, such as `Acme Mail` or `L'Oréal`. */
  name: string
  /** The name of the folder: `acme-mail`; in device mode, `acme-mail-web`. */
  folder: string
  /** The name of the vendor's folder, shared by the destinations of both modes: `acme-mail`. */
  vendor: string
  slug: string
  /** `ACME_MAIL` */
  constant: string
  /** `AcmeMail` */
  type: string
  /** `acmeMail`: a variable, and a name on `window` that no other script uses. */
  global: string
}

/** The names of an action. */
export interface ActionNames {
  /** `postToChannel`, which is also the name of its folder. */
  key: string
  /** `Post To Channel` */
  title: string
}

/** Characters that would be read as code, markup or a path. */
const NOT_IN_A_NAME = /[\p{C}\p{Zl}\p{Zp}\\`{}[\]<>|]|\/(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\//u

/** Types that the templates use besides the vendor's own. JavaScript's own types are looked up. */
const TYPES_IN_TEMPLATES = [
  'BoundedMap',
  'BrowserActionDefinition',
  'BrowserDestinationDefinition',
  'Call',
  'JsonObject',
  'Payload',
  'Record',
  'Refusal',
  'Settings',
  'StandIn',
  'Vendor',
  'Window'
]

/** Variables in the templates, and in the files that list destinations and vendors. */
const VARIABLES_IN_TEMPLATES = [
  'authorization',
  'bench',
  'catalog',
  'demoKeys',
  'demoSettingsOf',
  'destination',
  'destinationFacts',
  'event',
  'faults',
  'findVendor',
  'held',
  'join',
  'local',
  'manifest',
  'post',
  'readFileSync',
  'reviewerNotes',
  'samples',
  'secrets',
  'send',
  'trackEvent',
  'vendorNames',
  'vendors',
  'webCatalog',
  'webDemoSettings',
  'webReviewerNotes'
]

/** Latin letters that Unicode doesn't split into a base letter and a mark. */
const PLAIN_LETTERS: Record<string, string> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ł: 'l',
  Ł: 'L',
  ŋ: 'n',
  Ŋ: 'N',
  ŧ: 't',
  Ŧ: 'T',
  ə: 'e',
  Ə: 'E'
}

/**
 * Makes the names of a destination from the vendor's name.
 * @param given the name as people write it, or the name of a folder: `Acme Mail`, `acme-mail`, `L'Oréal`, `1plusx`
 * @throws BadInputError if the name has a character that can't be in a name, or a letter that isn't Latin
 */
export function destinationNames(given: string, mode: 'cloud' | 'device'): DestinationNames {
  const tidy = given
    .normalize('NFC')
    .trim()
    .replace(/\p{Zs}+/gu, ' ')
  const forbidden = NOT_IN_A_NAME.exec(tidy)
  if (forbidden) {
    throw new BadInputError(
      `${JSON.stringify(given)} can't be a vendor's name because of ${JSON.stringify(forbidden[0])}. Leave it out.`
    )
  }
  const vendor = mode === 'device' ? tidy.replace(/[ _-]+web$/i, '') : tidy
  const words = plainWords(vendor, given)
  const lower = words.map((word) => word.toLowerCase())
  const vendorFolder = lower.join('-')
  const folder = mode === 'device' ? `${vendorFolder}-web` : vendorFolder
  const type = words.map(capitalised).join('')
  const global = type[0].toLowerCase() + type.slice(1)
  const startsWithDigit = /^\d/.test(type)
  // An identifier can't start with a digit, and each name must be unique.
  const taken =
    startsWithDigit ||
    [...TYPES_IN_TEMPLATES, ...Object.getOwnPropertyNames(globalThis)].includes(type) ||
    VARIABLES_IN_TEMPLATES.includes(global) ||
    isKeyword(global) ||
    isOnWindow(global)
  return {
    // A name with capitals is kept as its owner writes it.
    name:
      vendor === vendor.toLowerCase()
        ? vendor
            .split(/[ _-]+/)
            .map(capitalised)
            .join(' ')
        : vendor,
    folder,
    vendor: vendorFolder,
    slug: `actions-${folder}`,
    constant: [...(startsWithDigit ? ['vendor'] : []), ...lower].join('_').toUpperCase(),
    type: taken ? `Vendor${type}` : type,
    global: taken ? `vendor${type}` : global
  }
}

/** The words of a vendor's name in digits and the letters a to z. Folders and identifiers allow nothing else. */
function plainWords(vendor: string, given: string): string[] {
  const plain = vendor
    // An apostrophe is part of a word. The signs would become letters below.
    .replace(/['’‘ʼ´™®©℠]/g, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\p{L}/gu, (letter) => PLAIN_LETTERS[letter] ?? letter)
  const other = /(?![A-Za-z0-9])[\p{L}\p{N}]/u.exec(plain)
  if (other) {
    throw new BadInputError(
      `${JSON.stringify(given)} has "${
        other[0]
      }", which can't be part of a folder's name. Write the vendor's name in Latin letters. You can change the name that people see in the new files.`
    )
  }
  const words = plain.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  if (words.length > 0) return words
  throw new BadInputError(`${JSON.stringify(given)} can't be a vendor's name: it has no letters and no digits.`)
}

/**
 * Makes the names of an action.
 * @param given its key, its title or anything similar: `postToChannel`, `post-to-channel`, `Post To Channel`
 * @throws BadInputError if it gives no valid variable name
 */
export function actionNames(given: string): ActionNames {
  const words = given
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => capitalised(word.toLowerCase()))
  const joined = words.join('')
  const key = joined.charAt(0).toLowerCase() + joined.slice(1)
  if (!/^[a-z]/.test(key) || isKeyword(key)) {
    throw new BadInputError(
      `"${given}" can't be an action's name: it must give a valid variable name, such as postToChannel.`
    )
  }
  return { key, title: words.join(' ') }
}

function isKeyword(word: string): boolean {
  return ts.identifierToKeywordKind(ts.factory.createIdentifier(word)) !== undefined
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
