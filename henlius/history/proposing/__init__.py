"""“What happened?”: the way from an occurrence to the form that is made for it."""
