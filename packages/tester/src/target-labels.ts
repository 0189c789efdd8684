export const takesPresets = 'As Segment would: every preset that takes it'
export const deletesUsers = 'User deletion (onDelete)'
