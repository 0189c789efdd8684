import type { LiveDestination, ShownGroup } from '@partner-destinations/delivery/wire'
import { counted } from '../../many/counted'
import { Section } from '../../section'
import { addressOf, failureFilterOf } from '../address'
import type { FilterTexts, Opened } from '../address'
import { readGroups } from '../api'
import { useAnswer } from '../use-answer'
import { FilterForm } from './filter-form'
import { GroupView } from './group-view'
import { GroupsTable } from './groups-table'

interface FailuresProps {
  /** All of them, as the page was told last. */
  groups: ShownGroup[] | undefined
  destinations: LiveDestination[]
  opened: Opened
  isLive: boolean
}

/** Failed deliveries in groups; or one of the groups. */
export function FailuresSection({ groups: told, destinations, opened, isLive }: FailuresProps) {
  const { filter, group: id } = opened
  const { groups, error, isLoading } = useGroups(told, filter)
  const count = groups?.reduce((sum, group) => sum + group.count, 0)
  const group = groups?.find((one) => one.id === id)
  return (
    <Section
      title="Failed deliveries"
      aside={
        <span className="hint" role="status">
          {isLoading || count === undefined || groups === undefined
            ? 'Looking …'
            : `${counted(count, 'delivery', 'deliveries')} in ${counted(groups.length, 'group')}`}
        </span>
      }
    >
      {id === undefined ? (
        <>
          <FilterForm
            key={JSON.stringify(filter)}
            filter={filter}
            destinations={destinations.map(({ name }) => name)}
            codes={[...new Set((told ?? []).map(({ code }) => code))].sort()}
            opened={opened}
          />
          {error !== undefined && (
            <p className="notice bad" role="alert">
              {error}
            </p>
          )}
          {groups?.length === 0 && <p className="empty">{emptyText(filter)}</p>}
          {groups !== undefined && groups.length > 0 && <GroupsTable groups={groups} opened={opened} />}
        </>
      ) : (
        <>
          <p>
            <a href={addressOf({ ...opened, group: undefined, before: undefined, delivery: undefined })}>
              ← All groups
            </a>
          </p>
          {groups !== undefined && <GroupView key={id} id={id} group={group} opened={opened} isLive={isLive} />}
        </>
      )}
    </Section>
  )
}

/** The groups that a filter takes: from what the page is told, or where that doesn't say enough, from the server. */
function useGroups(told: ShownGroup[] | undefined, filter: FilterTexts) {
  const { destination, code, ...others } = filter
  const isAsked = Object.keys(others).length > 0
  // What is counted event by event is counted again when the number of failures has changed.
  const version = isAsked ? told?.reduce((sum, { count }) => sum + count, 0) : undefined
  const key = isAsked ? JSON.stringify([filter, version]) : undefined
  const answer = useAnswer(key, (signal) => readGroups(failureFilterOf(filter), signal))
  if (isAsked) return { ...answer, groups: answer.value }
  const groups = told?.filter((group) => {
    return (destination ?? group.destination) === group.destination && (code ?? group.code) === group.code
  })
  return { groups, error: undefined, isLoading: false }
}

function emptyText(filter: FilterTexts): string {
  return Object.keys(filter).length === 0
    ? 'Nothing has failed. What fails for good is listed here, grouped by its reason.'
    : 'No failed delivery matches the filter.'
}
