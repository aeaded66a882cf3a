"""What tests share: real servers, real browsers."""
