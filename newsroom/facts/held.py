class Held:
    """A `Moment` that looks behind the gate, at all that the register holds: for staff only."""

    def __init__(self, moment):
        self.moment = moment
        self.as_of = moment.as_of

    def rows(self, model):
        return model.objects.current()

    def in_force(self, model):
        """Versions of `model` certainly valid on the day of the moment, public or not."""
        return self.rows(model).on(self.moment.asked_on, self.moment.valid_at).certain()
