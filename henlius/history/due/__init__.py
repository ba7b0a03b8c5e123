"""What lies ahead or was left lying: pending, overdue, expiring, undisclosed."""
