import { CAPACITY } from '@partner-destinations/sandbox/stand-in'
import { Affiliates } from '../stand-in/affiliates'

it('holds so many affiliates and no more; the oldest is gone in every respect', () => {
  const affiliates = new Affiliates()
  const create = (email: string) => affiliates.create({ first_name: 'Jane', last_name: 'Kim', email, status: 'ACTIVE' })
  const first = create('first@example.com')
  for (let index = 1; index <= CAPACITY; index++) {
    create(`${index}@example.com`)
  }

  expect(affiliates.all()).toHaveLength(CAPACITY)
  expect(affiliates.withId(first.id)).toBeUndefined()
  expect(affiliates.withCode(first.code)).toBeUndefined()
  expect(affiliates.withEmail('first@example.com')).toBeUndefined()
  expect(affiliates.withEmail(`${CAPACITY}@example.com`)?.id).toBe(first.id + CAPACITY)
})
