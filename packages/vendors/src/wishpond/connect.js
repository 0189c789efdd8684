/**
 * The stand-in for Wishpond's browser tracker, https://cdn.wishpond.net/connect.js: the two calls that Wishpond
 * publishes. It keeps what it is called with in `Wishpond.Tracker.calls`, and reports it to the stand-in of Wishpond's
 * Tracking API, with the keys that the page has put on `window.Wishpond`: a lead is the same from a browser as from a
 * server. How the real one reports is not published.
 *
 * After each report the window gets an event `stand-in`, whose detail has the function, its arguments and the status of
 * the answer.
 */
;(function () {
  const SESSION = 'wishpond-stand-in-cid'

  /** Whom the session is tracking: who was identified last, or else a visitor without a name. */
  function cid() {
    const known = sessionStorage.getItem(SESSION)
    if (known !== null) return known
    const visitor = `visitor-${Math.random().toString(16).slice(2)}`
    sessionStorage.setItem(SESSION, visitor)
    return visitor
  }

  // One after the other, so that an event does not overtake the identify before it.
  let reported = Promise.resolve()

  function report(call, args, fields) {
    const { merchantId, writeKey } = window.Wishpond
    const body = JSON.stringify({ merchantId, writeKey, ...fields })
    reported = reported.then(async () => {
      const status = await fetch(`https://api.wishpond.com/api/v1/tracking/${call}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body
      }).then(
        (response) => response.status,
        () => 0
      )
      window.dispatchEvent(new CustomEvent('stand-in', { detail: { call: `Wishpond.Tracker.${call}`, args, status } }))
    })
  }

  window.Wishpond = window.Wishpond || {}
  window.Wishpond.Tracker = {
    /** Every call, as the name and the arguments. */
    calls: [],

    identify(...args) {
      const [userId, attributes = {}] = args
      this.calls.push(['identify', ...args])
      // What is no identifier is reported as it is, so that the API refuses it. The session keeps the user that it has.
      if (typeof userId === 'string' && userId.trim() !== '') sessionStorage.setItem(SESSION, userId)
      report('identify', args, { cid: userId, attributes })
    },

    track(...args) {
      const [event, properties = {}] = args
      this.calls.push(['track', ...args])
      report('track', args, { cid: cid(), event, properties, timestamp: new Date().toISOString() })
    }
  }
})()
