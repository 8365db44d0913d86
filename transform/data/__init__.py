"""The project's own tables of judgement: the crosswalk between editions and the declared corrections."""
